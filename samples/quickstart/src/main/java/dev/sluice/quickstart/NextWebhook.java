package dev.sluice.quickstart;

import java.io.PrintStream;
import java.net.URI;

/** Prints the commands with which the user sends the next webhook. */
final class NextWebhook {

    private final PrintStream out;
    private final URI gateway;
    private final FluxObjects objects;

    NextWebhook(PrintStream out, URI gateway, FluxObjects objects) {
        this.out = out;
        this.gateway = gateway;
        this.objects = objects;
    }

    void print() {
        out.println("""

                Send the next one yourself:

                  BODY='{"ref":"refs/heads/main"}'
                  SIGNATURE=$(printf '%%s' "$BODY" | openssl dgst -sha256 -hmac '%1$s' | sed 's/^.* //')
                  curl -i %2$s \\
                    -H 'Content-Type: application/json' -H 'X-GitHub-Event: push' \\
                    -H "X-Hub-Signature-256: sha256=$SIGNATURE" --data-binary "$BODY"

                or with the Flux CLI, 2.9 or later, to the Receiver of type generic-hmac:

                  flux trigger receiver %3$s -n %4$s --type generic-hmac --token '%1$s' --url %5$s

                Ctrl-C ends it.""".formatted(
                        FluxObjects.TOKEN,
                        gateway.resolve(objects.path(FluxObjects.GITHUB)),
                        FluxObjects.HMAC.name(),
                        FluxObjects.NAMESPACE,
                        gateway));
    }
}
