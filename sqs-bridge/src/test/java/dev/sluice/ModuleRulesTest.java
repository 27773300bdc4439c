package dev.sluice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class ModuleRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice.route", "dev.sluice.event", "dev.sluice.queue", "dev.sluice.aws");

    @Test
    void theBridgeSeesNoKubernetes() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fabric8..", "io.kubernetes..")
                .check(CLASSES);
    }

    @Test
    void theBridgeSeesNoSpring() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(CLASSES);
    }

    @Test
    void theBridgeSeesNoLambda() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.amazonaws..", "org.crac..")
                .check(CLASSES);
    }

    @Test
    void theBridgeSeesNoOtherModule() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sluice.embedded..", "dev.sluice.agent..", "dev.sluice.webhook..")
                .check(CLASSES);
    }

    @Test
    void routesAndEventsDoNotDependOnTheQueue() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.sluice.route..", "dev.sluice.event..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sluice.queue..", "software.amazon.awssdk..")
                .check(CLASSES);
    }

    @Test
    void secretsAreComparedInOnePlace() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.sluice.route.ConstantTime")
                .should()
                .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class)
                .check(CLASSES);
    }

    @Test
    void routesDoNotDependOnEvents() {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.route..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.sluice.event..")
                .check(CLASSES);
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
