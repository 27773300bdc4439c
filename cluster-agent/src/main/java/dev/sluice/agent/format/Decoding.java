package dev.sluice.agent.format;

import java.util.List;

/** What came of decoding a message. */
public sealed interface Decoding {

    /**
     * It was understood.
     *
     * @param events its events; none where a service only tells that it is there, as S3's {@code s3:TestEvent} does
     */
    record Decoded(List<SourceEvent> events) implements Decoding {

        public Decoded {
            events = List.copyOf(events);
        }
    }

    /**
     * It was not.
     *
     * @param why what was expected; shows nothing of the message
     */
    record Undecodable(String why) implements Decoding {}
}
