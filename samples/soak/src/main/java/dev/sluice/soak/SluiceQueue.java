package dev.sluice.soak;

import dev.sluice.aws.AwsAccess;
import dev.sluice.event.SealedMessage;
import dev.sluice.queue.QueueDepth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A cluster's queue and its dead-letter queue, from the outside. */
final class SluiceQueue implements AutoCloseable {

    private static final int BATCH = 10;

    private final SqsClient sqs;
    private final String url;
    private final String deadLettersUrl;

    SluiceQueue(AwsAccess aws, String url) {
        this.sqs = aws.configure(SqsClient.builder())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        this.url = url;
        this.deadLettersUrl = url + "-dlq";
    }

    String url() {
        return url;
    }

    /** How many messages it holds, received ones with them. */
    int size() {
        return QueueDepth.of(sqs, url).total();
    }

    void send(SealedMessage message) {
        sqs.sendMessage(
                request -> request.queueUrl(url).messageBody(message.body()).messageAttributes(attributes(message)));
    }

    /** Sends many, ten at a time. */
    void sendAll(List<SealedMessage> messages) {
        for (int from = 0; from < messages.size(); from += BATCH) {
            List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
            for (SealedMessage message : messages.subList(from, Math.min(from + BATCH, messages.size()))) {
                entries.add(SendMessageBatchRequestEntry.builder()
                        .id(Integer.toString(entries.size()))
                        .messageBody(message.body())
                        .messageAttributes(attributes(message))
                        .build());
            }
            if (sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries))
                    .hasFailed()) {
                throw new IllegalStateException("the queue did not take all messages");
            }
        }
    }

    /** The bodies of all dead letters, which stay where they are. */
    List<String> deadBodies() {
        List<String> bodies = new ArrayList<>();
        List<Message> some;
        do {
            some = sqs.receiveMessage(request -> request.queueUrl(deadLettersUrl)
                            .maxNumberOfMessages(BATCH)
                            .visibilityTimeout(600))
                    .messages();
            some.forEach(message -> bodies.add(message.body()));
        } while (!some.isEmpty());
        return bodies;
    }

    @Override
    public void close() {
        sqs.close();
    }

    private static Map<String, MessageAttributeValue> attributes(SealedMessage message) {
        return message.attributes().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        attribute -> MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue(attribute.getValue())
                                .build()));
    }
}
