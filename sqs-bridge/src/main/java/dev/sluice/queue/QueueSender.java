package dev.sluice.queue;

import dev.sluice.aws.Errors;
import dev.sluice.event.SealedMessage;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The sending end of the queue. */
public final class QueueSender {

    private final SqsClient sqs;

    /** @param sqs the client; its retries are this sender's */
    public QueueSender(SqsClient sqs) {
        this.sqs = sqs;
    }

    /**
     * Sends a message.
     *
     * @param queueUrl the queue
     * @param message the message
     * @param group its fair-queue group: a busy one does not delay the others
     * @param budget how long all tries together may take
     * @return what came of it, never an exception
     * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues.html">Fair
     *     queues</a>
     */
    public Sending send(String queueUrl, SealedMessage message, String group, Duration budget) {
        if (!budget.isPositive()) {
            return new Sending.Failed("NoTimeLeft", false);
        }
        try {
            sqs.sendMessage(request -> request.queueUrl(queueUrl)
                    .messageBody(message.body())
                    .messageAttributes(attributes(message.attributes()))
                    .messageGroupId(group)
                    .overrideConfiguration(c -> c.apiCallTimeout(budget)));
            return new Sending.Sent();
        } catch (AwsServiceException e) {
            return new Sending.Failed(Errors.name(e), isPermanent(e));
        } catch (SdkException e) {
            return new Sending.Failed(Errors.name(e), false);
        }
    }

    static Map<String, MessageAttributeValue> attributes(Map<String, String> attributes) {
        return attributes.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        attribute -> MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(attribute.getValue())
                                .build()));
    }

    /** Missing, denied, malformed: no try will mend it. */
    private static boolean isPermanent(AwsServiceException e) {
        return e.statusCode() >= 400 && e.statusCode() < 500 && !isThrottling(e) && !e.isClockSkewException();
    }

    /** The SDK does not know all of SQS's own, such as {@code KmsThrottled}. */
    private static boolean isThrottling(AwsServiceException e) {
        return e.isThrottlingException() || Errors.name(e).contains("Throttl");
    }
}
