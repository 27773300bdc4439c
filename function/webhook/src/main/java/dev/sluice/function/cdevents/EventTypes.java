package dev.sluice.function.cdevents;

import static dev.sluice.function.cdevents.Field.oneOf;
import static dev.sluice.function.cdevents.Field.optional;
import static dev.sluice.function.cdevents.Field.optionalOneOf;
import static dev.sluice.function.cdevents.Field.reference;
import static dev.sluice.function.cdevents.Field.required;
import static dev.sluice.function.cdevents.Field.requiredReference;
import static dev.sluice.function.cdevents.Field.text;
import static dev.sluice.function.cdevents.Field.texts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The event types of CDEvents 0.4 with their exact versions, and what their subjects hold.
 *
 * @see <a href="https://github.com/cdevents/spec/tree/v0.4.1">CDEvents 0.4.1</a>
 */
final class EventTypes {

    private static final String ROOT = "dev.cdevents.";

    /** As the SDK knows them apart; what follows is said by {@link #ALL}. */
    private static final Pattern KNOWN = Pattern.compile(
            "dev\\.cdevents\\.[a-z]+\\.[a-z]+\\.[^\n]*|dev\\.cdeventsx\\.[a-z]+-[a-z]+\\.[a-z]+\\.[^\n]*");

    private static final Pattern CUSTOM =
            Pattern.compile("dev\\.cdeventsx\\.[a-z]+-[a-z]+\\.[a-z]+\\.[0-9]\\.[0-9]\\.[0-9]");

    private static final Map<String, EventType> ALL = List.of(
                    type("artifact", "artifact.deleted.0.1.0", text("user")),
                    type("artifact", "artifact.downloaded.0.1.0", text("user")),
                    type("artifact", "artifact.packaged.0.2.0", requiredReference("change"), sbom()),
                    type("artifact", "artifact.published.0.2.0", sbom(), text("user")),
                    type("artifact", "artifact.signed.0.2.0", required("signature")),
                    type("branch", "branch.created.0.2.0", reference("repository")),
                    type("branch", "branch.deleted.0.2.0", reference("repository")),
                    type("build", "build.finished.0.2.0", purl()),
                    type("build", "build.queued.0.2.0"),
                    type("build", "build.started.0.2.0"),
                    type("change", "change.abandoned.0.2.0", reference("repository")),
                    type("change", "change.created.0.3.0", text("description"), reference("repository")),
                    type("change", "change.merged.0.2.0", reference("repository")),
                    type("change", "change.reviewed.0.2.0", reference("repository")),
                    type("change", "change.updated.0.2.0", reference("repository")),
                    type("environment", "environment.created.0.2.0", text("name"), text("url")),
                    type("environment", "environment.deleted.0.2.0", text("name")),
                    type("environment", "environment.modified.0.2.0", text("name"), text("url")),
                    type("incident", "incident.detected.0.2.0", incident()),
                    type("incident", "incident.reported.0.2.0", Field.with(incident(), required("ticketURI"))),
                    type("incident", "incident.resolved.0.2.0", incident()),
                    type(
                            "pipelineRun",
                            "pipelinerun.finished.0.2.0",
                            text("pipelineName"),
                            text("url"),
                            text("outcome"),
                            text("errors")),
                    type("pipelineRun", "pipelinerun.queued.0.2.0", text("pipelineName"), text("url")),
                    type("pipelineRun", "pipelinerun.started.0.2.0", text("pipelineName"), text("url")),
                    type(
                            "repository",
                            "repository.created.0.2.0",
                            required("name"),
                            text("owner"),
                            required("url"),
                            text("viewUrl")),
                    type(
                            "repository",
                            "repository.deleted.0.2.0",
                            text("name"),
                            text("owner"),
                            text("url"),
                            text("viewUrl")),
                    type(
                            "repository",
                            "repository.modified.0.2.0",
                            text("name"),
                            text("owner"),
                            text("url"),
                            text("viewUrl")),
                    type("service", "service.deployed.0.2.0", requiredReference("environment"), purl()),
                    type("service", "service.published.0.2.0", reference("environment")),
                    type("service", "service.removed.0.2.0", reference("environment")),
                    type("service", "service.rolledback.0.2.0", requiredReference("environment"), purl()),
                    type("service", "service.upgraded.0.2.0", requiredReference("environment"), purl()),
                    type("taskRun", "taskrun.finished.0.2.0", Field.with(taskRun(), text("outcome"), text("errors"))),
                    type("taskRun", "taskrun.started.0.2.0", taskRun()),
                    type(
                            "testCaseRun",
                            "testcaserun.finished.0.2.0",
                            outcome(),
                            severity(),
                            text("reason"),
                            requiredReference("environment"),
                            reference("testSuiteRun"),
                            testCase()),
                    type(
                            "testCaseRun",
                            "testcaserun.queued.0.2.0",
                            trigger(),
                            requiredReference("environment"),
                            reference("testSuiteRun"),
                            testCase()),
                    type(
                            "testCaseRun",
                            "testcaserun.skipped.0.1.0",
                            text("reason"),
                            reference("environment"),
                            reference("testSuiteRun"),
                            testCase()),
                    type(
                            "testCaseRun",
                            "testcaserun.started.0.2.0",
                            trigger(),
                            requiredReference("environment"),
                            reference("testSuiteRun"),
                            testCase()),
                    type(
                            "testOutput",
                            "testoutput.published.0.2.0",
                            oneOf("outputType", "report", "video", "image", "log", "other"),
                            text("format"),
                            text("uri"),
                            reference("testCaseRun")),
                    type(
                            "testSuiteRun",
                            "testsuiterun.finished.0.2.0",
                            outcome(),
                            severity(),
                            text("reason"),
                            requiredReference("environment"),
                            testSuite("uri")),
                    type(
                            "testSuiteRun",
                            "testsuiterun.queued.0.2.0",
                            trigger(),
                            requiredReference("environment"),
                            // so called here alone
                            testSuite("url")),
                    type(
                            "testSuiteRun",
                            "testsuiterun.started.0.2.0",
                            trigger(),
                            requiredReference("environment"),
                            testSuite("uri")),
                    type(
                            "ticket",
                            "ticket.closed.0.1.0",
                            Field.with(ticket(), text("creator"), required("resolution"), text("updatedBy"))),
                    type("ticket", "ticket.created.0.1.0", Field.with(ticket(), required("creator"))),
                    type("ticket", "ticket.updated.0.1.0", Field.with(ticket(), text("creator"), text("updatedBy"))))
            .stream()
            .collect(Collectors.toUnmodifiableMap(EventType::name, Function.identity()));

    private EventTypes() {}

    /** Whether it could be the name of a type, be there one or not. */
    static boolean isName(String name) {
        return KNOWN.matcher(name).matches();
    }

    /** The type of that name; empty when there is none, or another version of it. */
    static Optional<EventType> find(String name) {
        return CUSTOM.matcher(name).matches()
                ? Optional.of(EventType.custom(name))
                : Optional.ofNullable(ALL.get(name));
    }

    private static EventType type(String subject, String name, Field... content) {
        return EventType.known(ROOT + name, subject, List.of(content));
    }

    private static Field purl() {
        return text("artifactId", PackageUrl::isValid);
    }

    private static Field sbom() {
        return optional("sbom", required("uri"));
    }

    private static Field[] incident() {
        return new Field[] {requiredReference("environment"), reference("service"), text("description"), purl()};
    }

    private static Field[] taskRun() {
        return new Field[] {text("taskName"), text("url"), reference("pipelineRun")};
    }

    private static Field outcome() {
        return oneOf("outcome", "pass", "fail", "cancel", "error");
    }

    private static Field severity() {
        return optionalOneOf("severity", "low", "medium", "high", "critical");
    }

    private static Field trigger() {
        return optional(
                "trigger", optionalOneOf("type", "manual", "pipeline", "event", "schedule", "other"), text("uri"));
    }

    private static Field testCase() {
        return optional(
                "testCase",
                required("id"),
                text("version"),
                text("name"),
                optionalOneOf(
                        "type",
                        "performance",
                        "functional",
                        "unit",
                        "security",
                        "compliance",
                        "integration",
                        "e2e",
                        "other"),
                text("uri"));
    }

    private static Field testSuite(String link) {
        return optional("testSuite", required("id"), text("version"), text("name"), text(link));
    }

    private static Field[] ticket() {
        return new Field[] {
            text("summary"),
            text("ticketType"),
            text("group"),
            texts("assignees"),
            text("priority"),
            texts("labels"),
            text("milestone"),
            required("uri")
        };
    }
}
