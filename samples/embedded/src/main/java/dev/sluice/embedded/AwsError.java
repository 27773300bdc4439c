package dev.sluice.embedded;

/** An error answer of an AWS JSON service: its name and message travel, the status is 400. */
final class AwsError extends RuntimeException {
    private final String type;

    AwsError(String type, String message) {
        super(message);
        this.type = type;
    }

    static AwsError notFound(String message) {
        return new AwsError("ResourceNotFoundException", message);
    }

    static AwsError exists(String message) {
        return new AwsError("ResourceExistsException", message);
    }

    static AwsError invalidRequest(String message) {
        return new AwsError("InvalidRequestException", message);
    }

    static AwsError invalidParameter(String message) {
        return new AwsError("InvalidParameterException", message);
    }

    /** What AWS answers to a value outside the limits of its API model. */
    static AwsError validation(String message) {
        return new AwsError("ValidationException", message);
    }

    String type() {
        return type;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
