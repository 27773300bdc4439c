package dev.sluice.function.lambda;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a gateway may put in front of the path that the Receiver knows: the name of the stage, or the base path of a custom
 * domain name.
 *
 * @param value such as {@code /webhooks}; empty when the custom domain name has none
 * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html">API mappings</a>
 */
record BasePath(String value) {

    /** Only stages. */
    static final BasePath NONE = new BasePath("");

    /** The stage whose name stands in no path. */
    private static final String UNNAMED = "$default";

    private static final String VARIABLE = "SLUICE_BASE_PATH";

    private static final Pattern FORM = Pattern.compile("(/[A-Za-z0-9$_.+!*'()-]+)*");

    /** How every path that the Receiver knows begins. */
    private static final String HOOK = "/hook/";

    /**
     * Reads {@code SLUICE_BASE_PATH}.
     *
     * @throws IllegalArgumentException when it is no path
     */
    static BasePath of(Map<String, String> environment) {
        String value = environment.getOrDefault(VARIABLE, "");
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(VARIABLE + ": must begin with / and not end with it, such as /webhooks");
        }
        return new BasePath(value);
    }

    /**
     * The path without what the gateway put in front of it. With any other prefix it stays as it is, and is unknown.
     *
     * @param path the event's path
     * @param stage the stage; its name stands in front of the path unless a custom domain name hides it
     */
    String strip(String path, String stage) {
        if (startsWith(path, value)) {
            return path.substring(value.length());
        }
        String prefix = "/" + stage;
        return !stage.equals(UNNAMED) && startsWith(path, prefix) ? path.substring(prefix.length()) : path;
    }

    /** A stage may be named like the path itself, so what follows must be the path. */
    private static boolean startsWith(String path, String prefix) {
        return !prefix.isEmpty() && path.startsWith(prefix) && path.startsWith(HOOK, prefix.length());
    }
}
