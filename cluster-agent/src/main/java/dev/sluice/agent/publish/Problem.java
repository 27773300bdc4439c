package dev.sluice.agent.publish;

import dev.sluice.agent.receiver.Receiver;
import dev.sluice.route.ReceiverSecret;
import dev.sluice.route.RouteOption;
import dev.sluice.route.RouteTable;
import dev.sluice.route.SigningToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What keeps a Receiver's webhooks from being taken, or from being taken as its annotations ask.
 *
 * @param label the log's key, the metric's label and the Event's reason
 * @param message a sentence for people; never a value of the user's
 */
record Problem(String label, String message) {

    static final Problem NO_TOKEN =
            new Problem("NoToken", "the Secret has no token, or an empty one: webhooks are refused");
    static final Problem NO_PATH = new Problem(
            "NoPath",
            "its status has no webhook path, and without the token none can be computed: it is not published");
    static final Problem PATH_TAKEN = new Problem("PathTaken", "an older Receiver has the same webhook path");
    static final Problem ROUTE_TOO_LARGE =
            new Problem("RouteTooLarge", "the Receiver's route is too large for a route table");
    static final Problem TABLES_FULL = new Problem(
            "TablesFull",
            "all " + RouteTable.MAX_COUNT + " route tables are full of older Receivers: it is not published as it is");
    static final Problem NOT_PUBLISHED = new Problem("NotPublished", "the route table could not be written yet");

    private static final Problem NO_SIGNING_TOKEN = new Problem(
            "NoSigningToken",
            "the Secret's signingToken must be whsec_ and 24 to 64 bytes in Base64: webhooks with such a signature are"
                    + " refused");

    /** A filter of the Receiver does not compile. */
    static Problem invalidFilter(String mistake) {
        return new Problem("InvalidFilter", mistake + ": genuine webhooks are answered 500");
    }

    /** What is wrong with a Receiver's options. */
    static List<Problem> ofOptions(Receiver receiver) {
        List<Problem> problems = new ArrayList<>();
        for (RouteOption option : RouteOption.values()) {
            if (option.isWrongIn(receiver.annotations())) {
                problems.add(new Problem(
                        "InvalidOption",
                        option.annotation() + ": must be " + String.join(" or ", option.allowed())
                                + "; until then it is off"));
            }
        }
        return problems;
    }

    /** What is wrong with the signing token that a Receiver asks for. */
    static Optional<Problem> ofSigningToken(Receiver receiver, ReceiverSecret secret) {
        boolean wanted = SigningToken.isFor(receiver.type())
                && RouteOption.STANDARD_WEBHOOKS.in(receiver.annotations()).isPresent();
        return wanted && SigningToken.key(secret).isEmpty() ? Optional.of(NO_SIGNING_TOKEN) : Optional.empty();
    }
}
