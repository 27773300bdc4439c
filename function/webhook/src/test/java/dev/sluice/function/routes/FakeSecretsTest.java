package dev.sluice.function.routes;

import dev.sluice.function.FakeSecrets;

/** The tests' own reader does what the real one does. */
class FakeSecretsTest extends SecretReaderContract {

    private final FakeSecrets secrets = new FakeSecrets();

    @Override
    protected SecretReader reader() {
        return secrets;
    }

    @Override
    protected void put(String name, String value) {
        secrets.put(name, value);
    }
}
