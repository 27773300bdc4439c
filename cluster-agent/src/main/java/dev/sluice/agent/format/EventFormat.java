package dev.sluice.agent.format;

import java.util.Arrays;
import java.util.Optional;

/** The formats that {@code spec.format} can name. */
public enum EventFormat {
    /** Whichever it is. */
    AUTO("auto"),
    EVENTBRIDGE("eventbridge"),
    SNS("sns"),
    S3("s3"),
    CLOUDEVENTS("cloudevents"),
    /** Any JSON object. */
    JSON("json");

    private final String label;

    EventFormat(String label) {
        this.label = label;
    }

    /** As it is written in {@code spec.format}. */
    public String label() {
        return label;
    }

    /** The format of that label. */
    public static Optional<EventFormat> of(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label.equals(label))
                .findFirst();
    }

    /** Decodes a message; never throws. */
    public Decoding decode(SourceMessage message) {
        return decoder()
                .decode(message, Json.read(message.body()))
                .<Decoding>map(Decoding.Decoded::new)
                .orElseGet(() -> new Decoding.Undecodable("not in the format " + label));
    }

    private Decoder decoder() {
        return switch (this) {
            case AUTO -> new AnyFormat();
            case EVENTBRIDGE -> new EventBridgeFormat();
            case SNS -> new SnsFormat();
            case S3 -> new S3Format();
            case CLOUDEVENTS -> new CloudEventsFormat();
            case JSON -> new JsonFormat();
        };
    }
}
