package dev.sluice.agent;

import dev.sluice.embedded.KubePart;
import dev.sluice.embedded.KubeParts;
import dev.sluice.embedded.RealKube;
import java.nio.file.Path;

/** Sluice's own CRDs, as infra has them. */
public final class SluiceCrds {

    private static final Path FOLDER = Path.of("..", "infra", "kubernetes", "base");

    private SluiceCrds() {}

    /** Sees to it that a part serves them; the embedded one does anyway. */
    public static void serve(KubePart part) {
        if (part == KubeParts.kubeApiServer()) {
            RealKube.shared().applyCrds(FOLDER);
        }
    }
}
