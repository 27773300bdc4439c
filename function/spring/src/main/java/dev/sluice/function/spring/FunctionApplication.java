package dev.sluice.function.spring;

import dev.sluice.function.lambda.WebhookLambda;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.cloud.function.context.FunctionRegistration;
import org.springframework.cloud.function.context.catalog.FunctionTypeUtils;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The function for adapters of Spring Cloud Function, registered as a bean by hand: a scan for components would make a cold
 * start half as slow again.
 *
 * @see <a href="https://docs.spring.io/spring-cloud-function/reference/spring-cloud-function/functional_beans.html">Functional
 *     bean definitions</a>
 */
@SpringBootConfiguration // FunctionInvoker takes no start class from the zip's manifest without it
public final class FunctionApplication implements ApplicationContextInitializer<GenericApplicationContext> {

    /** The function's name. */
    static final String NAME = "webhook";

    @Override
    public void initialize(GenericApplicationContext context) {
        WebhookLambda lambda = WebhookLambda.of(System.getenv());
        context.registerBean(NAME, FunctionRegistration.class, () -> registration(lambda));
    }

    /**
     * A stream in, for what Spring Cloud Function reads itself it also logs and parses, headers and body included; bytes out,
     * for those it leaves alone.
     */
    private static FunctionRegistration<Function<InputStream, byte[]>> registration(WebhookLambda lambda) {
        Function<InputStream, byte[]> function = event -> answer(lambda, event);
        return new FunctionRegistration<>(function, NAME)
                .type(FunctionTypeUtils.functionType(InputStream.class, byte[].class));
    }

    private static byte[] answer(WebhookLambda lambda, InputStream event) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            lambda.handle(event, answer);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return answer.toByteArray();
    }
}
