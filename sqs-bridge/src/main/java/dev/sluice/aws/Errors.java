package dev.sluice.aws;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Names of AWS's errors. Their messages are not shown: they may quote what is nobody's business. */
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

    /** The error's name for people: also what kept SQS from answering at all. */
    public static String nameWithCause(SdkException e) {
        Throwable root = e.getCause();
        while (root != null && root.getCause() != null) {
            root = root.getCause();
        }
        return root == null || e instanceof AwsServiceException
                ? name(e)
                : name(e) + " (" + root.getClass().getSimpleName() + ")";
    }
}
