package dev.sluice.agent.publish;

import dev.sluice.agent.receiver.Receiver;
import dev.sluice.route.RouteOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a Receiver does not get what its annotations ask for.
 *
 * @param reason the reason of the Event that tells it
 * @param message what to do about it; never a value of the user's
 */
record OptionProblem(String reason, String message) {

    /** What is wrong with a Receiver's options. */
    static List<OptionProblem> of(Receiver receiver, ReceiverSecret secret) {
        List<OptionProblem> problems = new ArrayList<>();
        for (RouteOption option : RouteOption.values()) {
            if (option.isWrongIn(receiver.annotations())) {
                problems.add(new OptionProblem(
                        "InvalidOption",
                        option.annotation() + ": must be " + String.join(" or ", option.allowed())
                                + "; until then it is off"));
            }
        }
        if (SigningToken.isWanted(receiver) && SigningToken.key(secret).isEmpty()) {
            problems.add(new OptionProblem(
                    "NoSigningToken",
                    "the Secret's signingToken must be whsec_ and 24 to 64 bytes in Base64: webhooks with such a"
                            + " signature are refused"));
        }
        return problems;
    }
}
