package dev.sluice.agent;

import dev.sluice.agent.publish.TokenMode;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;

/** How the values of options are written. */
final class OptionTypes {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}(\\.[0-9]{1,9})?(ms|s|m|h))+");
    private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h)");
    private static final Map<String, Double> MILLIS = Map.of("ms", 1.0, "s", 1e3, "m", 60e3, "h", 3600e3);
    private static final Pattern ADDRESS = Pattern.compile("(.*):([0-9]{1,5})");

    private OptionTypes() {}

    /** A duration as Flux writes it: {@code 90s}, {@code 1h30m}; also {@code 0}. */
    static Duration duration(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        if (!DURATION.matcher(text).matches()) {
            throw new TypeConversionException("must be a duration such as 500ms, 90s, 1m or 1h30m");
        }
        double millis = 0;
        Matcher part = PART.matcher(text);
        while (part.find()) {
            millis += Double.parseDouble(part.group(1)) * MILLIS.getOrDefault(part.group(2), 0.0);
        }
        return Duration.ofMillis(Math.round(millis));
    }

    /** {@code published} or {@code external}. */
    static TokenMode tokenMode(String text) {
        return TokenMode.of(text)
                .orElseThrow(() -> new TypeConversionException(Arrays.stream(TokenMode.values())
                        .map(TokenMode::toString)
                        .collect(Collectors.joining(" or ", "must be ", ""))));
    }

    /** {@code host:port}, or {@code :port} for all addresses. */
    static InetSocketAddress address(String text) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches() || Integer.parseInt(address.group(2)) > 65_535) {
            throw new TypeConversionException("must be HOST:PORT or :PORT");
        }
        int port = Integer.parseInt(address.group(2));
        if (address.group(1).isEmpty()) {
            return new InetSocketAddress(port);
        }
        InetSocketAddress resolved = new InetSocketAddress(address.group(1), port);
        if (resolved.isUnresolved()) {
            throw new TypeConversionException("must be HOST:PORT or :PORT, with a host of this machine");
        }
        return resolved;
    }
}
