package dev.sluice.function.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Answers the SDK's calls from memory, in the place of Secrets Manager and SQS: all of the SDK but its sockets gets loaded.
 */
final class CannedAws implements SdkHttpClient {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String SECRETS = "secretsmanager.BatchGetSecretValue";
    private static final String SECRET = "secretsmanager.GetSecretValue";
    private static final String SENT = "{\"MessageId\":\"00000000-0000-0000-0000-000000000000\"}";

    private final Map<String, String> secrets;

    CannedAws(Map<String, String> secrets) {
        this.secrets = Map.copyOf(secrets);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return answer(request);
            }

            @Override
            public void abort() {}
        };
    }

    @Override
    public void close() {}

    private HttpExecuteResponse answer(HttpExecuteRequest request) throws IOException {
        String target =
                request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
        byte[] body = body(target, request).getBytes(StandardCharsets.UTF_8);
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(200)
                        .putHeader("Content-Type", "application/x-amz-json-1.1")
                        .putHeader("Content-Length", Integer.toString(body.length))
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build();
    }

    private String body(String target, HttpExecuteRequest request) throws IOException {
        return switch (target) {
            case SECRETS -> secretValues();
            case SECRET -> secretValue(request);
            default -> SENT;
        };
    }

    /** The current version of the secret that the request names. */
    private String secretValue(HttpExecuteRequest request) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("SecretString", secrets.getOrDefault(secretId(request), ""));
            json.writeNumberField("CreatedDate", 0);
            json.writeEndObject();
        }
        return text.toString();
    }

    private static String secretId(HttpExecuteRequest request) throws IOException {
        ContentStreamProvider content = request.contentStreamProvider().orElseThrow();
        try (JsonParser json = JSON.createParser(content.newStream())) {
            while (json.nextToken() != null) {
                if ("SecretId".equals(json.currentName()) && json.currentToken() == JsonToken.VALUE_STRING) {
                    return json.getText();
                }
            }
        }
        return "";
    }

    private String secretValues() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("SecretValues");
            for (Map.Entry<String, String> secret : secrets.entrySet()) {
                json.writeStartObject();
                json.writeStringField("Name", secret.getKey());
                json.writeStringField("SecretString", secret.getValue());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("Errors");
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }
}
