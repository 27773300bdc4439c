package dev.sluice.function;

/**
 * A copy of an event that another consumer's queue did not take.
 *
 * @param queueUrl the queue
 * @param error AWS's name of the error, or the exception's
 */
public record FailedCopy(String queueUrl, String error) {}
