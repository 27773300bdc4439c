package dev.sluice.function.routes;

/** Where routes are looked up. */
@FunctionalInterface
public interface Routes {

    /**
     * Looks up a path.
     *
     * @param digest the 64 hexadecimal digits of the path
     * @return its routes that count now, never an exception
     */
    Lookup find(String digest);
}
