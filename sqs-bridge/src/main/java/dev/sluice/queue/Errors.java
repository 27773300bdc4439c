package dev.sluice.queue;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Names of AWS's errors. Their messages are not shown: they may quote what is nobody's business. */
final class Errors {

    private Errors() {}

    /** AWS's name of the error, else the exception's. */
    static String name(SdkException e) {
        if (e instanceof AwsServiceException service
                && service.awsErrorDetails() != null
                && service.awsErrorDetails().errorCode() != null) {
            return service.awsErrorDetails().errorCode();
        }
        return e.getClass().getSimpleName();
    }
}
