package dev.sluice.infra.aws;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What no policy of Sluice may allow. */
public final class IamRules {

    /** Actions that take no resource, and by themselves give none of those that their policy is about. */
    private static final Set<String> WITHOUT_RESOURCE = Set.of("secretsmanager:BatchGetSecretValue");

    private IamRules() {}

    /**
     * Wildcards in what a policy allows: in actions all of them, in resources those that nothing justifies. Also
     * everybody as its principal without a condition, and whatever is said by {@code Not...}.
     *
     * @return one sentence each; empty when there are none
     */
    public static List<String> wildcards(PolicyDocument policy, Collection<JustifiedWildcard> justified) {
        List<String> found = new ArrayList<>();
        for (PolicyStatement statement : policy.statements()) {
            if (!statement.allows()) {
                continue;
            }
            for (String inverted : List.of("NotAction", "NotResource", "NotPrincipal")) {
                if (statement.json().has(inverted)) {
                    found.add(policy.name() + ": allows by " + inverted);
                }
            }
            if (statement.isForEverybody() && !statement.hasCondition()) {
                found.add(policy.name() + ": allows everybody");
            }
            for (String action : statement.actions()) {
                if (isPattern(action)) {
                    found.add(policy.name() + ": action " + action);
                }
                for (String resource : statement.resources()) {
                    if (isPattern(resource) && justified.stream().noneMatch(one -> one.covers(action, resource))) {
                        found.add(policy.name() + ": " + action + " on " + resource);
                    }
                }
            }
        }
        return found;
    }

    /**
     * Which of some resources a policy allows anything with. Conditions of what it allows count as met, those of what it
     * denies as not met.
     *
     * @param arns concrete ones, without wildcards
     * @return one sentence for each action and resource; empty when it reaches none of them
     */
    public static List<String> reached(PolicyDocument policy, Collection<String> arns) {
        List<String> found = new ArrayList<>();
        for (String arn : arns) {
            for (PolicyStatement statement : policy.statements()) {
                if (statement.allows() && statement.isAbout(arn)) {
                    List<String> actions =
                            statement.json().has("NotAction") ? List.of("by NotAction") : statement.actions();
                    actions.stream()
                            .filter(action -> !WITHOUT_RESOURCE.contains(action) && !isDenied(policy, action, arn))
                            .map(action -> policy.name() + ": " + action + " on " + arn)
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    private static boolean isDenied(PolicyDocument policy, String action, String arn) {
        return policy.statements().stream()
                .anyMatch(statement -> !statement.allows()
                        && !statement.hasCondition()
                        && statement.isFor(action)
                        && statement.isAbout(arn));
    }

    private static boolean isPattern(String text) {
        return text.contains("*") || text.contains("?");
    }
}
