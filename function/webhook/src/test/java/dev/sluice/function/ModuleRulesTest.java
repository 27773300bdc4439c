package dev.sluice.function;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.MessageDigest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ModuleRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice.function");

    @Test
    void theFunctionSeesNoKubernetes() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fabric8..", "io.kubernetes..", "dev.sluice.agent..")
                .check(CLASSES);
    }

    @Test
    void theFunctionSeesNoSpring() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(CLASSES);
    }

    @Test
    void onlyTheEdgesSeeAws() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.sluice.function.aws", "dev.sluice.function.lambda")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..", "com.amazonaws..", "dev.sluice.aws..")
                .check(CLASSES);
    }

    @Test
    void onlyOneEdgeSeesLambda() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sluice.function.lambda")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.amazonaws..")
                .check(CLASSES);
    }

    @Test
    void secretsAreComparedInOnePlace() {
        noClasses()
                .should()
                .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                .orShould()
                .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
                .check(CLASSES);
    }

    @Test
    void verifyingTakesNeitherRoutesNorQueues() {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.function.verify")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sluice.function.routes..", "dev.sluice.queue..", "dev.sluice.event..")
                .check(CLASSES);
    }

    @Test
    void tokensFromTheStoreLoadNeitherJoseNorCel() {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.function.tokens")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.nimbusds..", "dev.cel..", "dev.sluice.cel..", "dev.sluice.function.oidc..")
                .check(CLASSES);
    }

    @Test
    void packagesDependOnEachOtherOneWay() {
        slices().matching("dev.sluice.function.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noNameSaysNothing() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(CLASSES);
    }
}
