package dev.sluice.function.oidc;

import java.time.Duration;

/** Where the documents of issuers come from. */
@FunctionalInterface
interface Documents {

    /**
     * Fetches a JSON document.
     *
     * @param url its address
     * @param budget how long that may take
     * @return what came of it, never an exception
     */
    Fetched fetch(String url, Duration budget);
}
