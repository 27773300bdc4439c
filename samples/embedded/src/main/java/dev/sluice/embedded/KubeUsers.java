package dev.sluice.embedded;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The users of a {@link RealKube}, each with a random token. */
final class KubeUsers {
    static final String ADMIN = "admin";
    private static final String SERVICE_ACCOUNT = "system:serviceaccount:";

    private final Map<String, String> tokens = new LinkedHashMap<>();

    KubeUsers(String... users) {
        add(ADMIN);
        add(RealKube.AGENT);
        for (String user : users) {
            add(user);
        }
    }

    String token(String user) {
        String token = tokens.get(user);
        if (token == null) {
            throw new IllegalArgumentException("No user " + user + " here, only " + String.join(", ", tokens.keySet()));
        }
        return token;
    }

    /** The file for {@code --token-auth-file}: token, user, uid, groups. */
    String tokenFile() {
        StringBuilder csv = new StringBuilder();
        tokens.forEach((user, token) -> csv.append(token)
                .append(',')
                .append(user)
                .append(',')
                .append(user)
                .append(",\"")
                .append(groups(user))
                .append("\"\n"));
        return csv.toString();
    }

    private void add(String user) {
        byte[] token = new byte[16];
        new SecureRandom().nextBytes(token);
        tokens.putIfAbsent(user, HexFormat.of().formatHex(token));
    }

    private static String groups(String user) {
        if (user.equals(ADMIN)) {
            return "system:masters";
        }
        if (!user.startsWith(SERVICE_ACCOUNT)) {
            return "";
        }
        String namespace = user.substring(SERVICE_ACCOUNT.length()).replaceFirst(":.*", "");
        return "system:serviceaccounts,system:serviceaccounts:" + namespace;
    }
}
