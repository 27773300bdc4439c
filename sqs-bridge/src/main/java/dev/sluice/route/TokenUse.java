package dev.sluice.route;

import java.util.List;

/** What a Receiver's type does with its token, and so what of it the function needs. */
public enum TokenUse {
    /** The provider signs with it: the function needs the token itself. */
    SIGNS {
        @Override
        List<Credential> credentials(byte[] token) {
            return List.of(new Credential.Key(token, null));
        }
    },
    /** The provider sends it: a digest of it is enough. */
    COMPARES {
        @Override
        List<Credential> credentials(byte[] token) {
            return List.of(Credential.Sha256.of(token));
        }
    },
    /** It only makes the path secret. */
    PATH_ONLY {
        @Override
        List<Credential> credentials(byte[] token) {
            return List.of();
        }
    },
    /** There is none. */
    NONE {
        @Override
        List<Credential> credentials(byte[] token) {
            return List.of();
        }
    };

    abstract List<Credential> credentials(byte[] token);

    /** What Receivers of that type do with it. */
    public static TokenUse of(String type) {
        return switch (type) {
            case "github", "bitbucket", "generic-hmac", "nexus" -> SIGNS;
            case "gitlab", "harbor" -> COMPARES;
            case "generic-oidc" -> NONE;
            default -> PATH_ONLY;
        };
    }
}
