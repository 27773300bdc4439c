package dev.sluice.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sluice.agent.receiver.Receiver;
import dev.sluice.agent.receiver.Receivers;
import dev.sluice.agent.receiver.ResourceReference;
import dev.sluice.agent.receiver.Standing;
import org.junit.jupiter.api.Test;

class ModuleRulesTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sluice.agent");

    @Test
    void theAgentSeesNeitherSpringNorLambda() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "com.amazonaws.services.lambda..",
                        "org.crac..",
                        "dev.sluice.function..",
                        "dev.sluice.spring..",
                        "dev.sluice.embedded..")
                .check(CLASSES);
    }

    @Test
    void planningIsPureAndSeesNoFrameworkAndNoEdge() {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.agent.plan..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.fabric8..",
                        "software.amazon..",
                        "io.micrometer..",
                        "com.fasterxml..",
                        "picocli..",
                        "org.slf4j..",
                        "java.net..",
                        "dev.sluice.queue..",
                        "dev.sluice.aws..",
                        "dev.sluice.agent.delivery..",
                        "dev.sluice.agent.publish..",
                        "dev.sluice.agent.trigger..")
                .check(CLASSES);
    }

    @Test
    void aReceiverIsPlainJavaWhereverItCameFrom() {
        noClasses()
                .that()
                .belongToAnyOf(Receiver.class, Receivers.class, Standing.class, ResourceReference.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.fabric8..", "com.fasterxml..")
                .check(CLASSES);
    }

    @Test
    void publishingAndTriggeringDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("dev.sluice.agent.publish..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sluice.agent.trigger..", "dev.sluice.agent.plan..", "dev.sluice.queue..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage("dev.sluice.agent.api..", "dev.sluice.agent.select..", "dev.sluice.agent.trigger..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.sluice.agent.publish..", "dev.sluice.agent.delivery..", "software.amazon..")
                .check(CLASSES);
    }

    @Test
    void namesComeFromTheField() {
        noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)").check(CLASSES);
    }
}
