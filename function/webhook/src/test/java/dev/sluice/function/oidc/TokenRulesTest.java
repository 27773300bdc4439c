package dev.sluice.function.oidc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class TokenRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice.function");

    /** What loads with every function must not load JOSE. */
    @Test
    void joseIsBehindTwoClasses() {
        noClasses()
                .that()
                .haveSimpleNameNotContaining("SigningKey")
                .and()
                .haveSimpleNameNotContaining("KeySetReader")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.nimbusds..")
                .check(CLASSES);
    }

    /** Every outbound call that a tenant can choose goes through the one that is safe. */
    @Test
    void connectionsAreOpenedInOnePlace() {
        noClasses()
                .that()
                .haveSimpleNameNotContaining("SafeHttps")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(HttpURLConnection|URLConnection|URL)|java\\.net\\.http\\..*")
                .check(CLASSES);
    }

    @Test
    void tokensDoNotDependOnWhoAsks() {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.function.oidc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sluice.function.verify..",
                        "dev.sluice.function.lambda..",
                        "dev.sluice.function.aws..",
                        "software.amazon..")
                .check(CLASSES);
    }
}
