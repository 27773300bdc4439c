package dev.sluice.function.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.function.webhook.Reason;

/** What came of fetching a JSON document. */
sealed interface Fetched {

    /** It came. */
    record Document(ObjectNode json) implements Fetched {}

    /** It did not, and why. */
    record Failed(Reason reason) implements Fetched {}
}
