package dev.sluice.function.aws;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What errors of AWS are called in the log. */
final class ErrorNames {

    private ErrorNames() {}

    /** AWS's name of the error, else the exception's; the message may quote what is nobody's business. */
    static String of(SdkException e) {
        if (e instanceof AwsServiceException service
                && service.awsErrorDetails() != null
                && service.awsErrorDetails().errorCode() != null) {
            return service.awsErrorDetails().errorCode();
        }
        return e.getClass().getSimpleName();
    }
}
