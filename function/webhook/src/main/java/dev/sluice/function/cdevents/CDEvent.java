package dev.sluice.function.cdevents;

import dev.sluice.function.json.Decoding;

/**
 * What counts as a CDEvent: what the SDK that Flux uses takes for one, of events of version 0.4. Each body stands alone.
 *
 * @see <a href="https://github.com/cdevents/spec/tree/v0.4.1">CDEvents 0.4.1</a>
 */
public final class CDEvent {

    private CDEvent() {}

    /** Whether the body is one. */
    public static boolean isValid(byte[] body) {
        return Decoding.ofWhole(body, Context.HEAD)
                .map(head -> head.path("context").path("type").asText(""))
                .flatMap(EventTypes::find)
                .filter(type ->
                        Decoding.ofWhole(body, type.shape()).filter(type.rule()).isPresent())
                .isPresent();
    }
}
