package dev.sluice.aws;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Names of AWS's errors. AWS's messages are not shown: they may quote what is nobody's business. */
public final class Errors {

    private Errors() {}

    /** AWS's name of the error, else the exception's. */
    public static String name(SdkException e) {
        if (e instanceof AwsServiceException service
                && service.awsErrorDetails() != null
                && service.awsErrorDetails().errorCode() != null) {
            return service.awsErrorDetails().errorCode();
        }
        return e.getClass().getSimpleName();
    }

    /**
     * What an operator needs at his terminal: AWS's name of the error; or, when AWS was not reached at all, why not (no
     * credentials, no connection), which the SDK says itself.
     */
    public static String forOperator(SdkException e) {
        return e instanceof SdkClientException && e.getMessage() != null ? e.getMessage() : name(e);
    }
}
