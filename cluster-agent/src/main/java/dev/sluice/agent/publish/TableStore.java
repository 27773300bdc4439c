package dev.sluice.agent.publish;

import dev.sluice.route.Reading;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import dev.sluice.route.SecretNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** The cluster's tables in Secrets Manager. */
public final class TableStore {

    private final SecretsManagerClient secrets;
    private final SecretNames names;
    private final String cluster;

    /**
     * @param secrets the client
     * @param names the installation's names
     * @param cluster the cluster
     */
    public TableStore(SecretsManagerClient secrets, SecretNames names, String cluster) {
        this.secrets = secrets;
        this.names = names;
        this.cluster = cluster;
    }

    /**
     * The cluster's tables by their numbers, as far as there are any that can be read; the others will be written anew.
     *
     * @throws SdkException when Secrets Manager could not be asked
     */
    Map<Integer, RouteTable> read() {
        Map<Integer, RouteTable> tables = new HashMap<>();
        Optional<RouteTable> first = read(0);
        first.ifPresent(table -> tables.put(0, table));
        for (int n = 1; n < first.map(RouteTable::count).orElse(0); n++) {
            int number = n;
            read(n).ifPresent(table -> tables.put(number, table));
        }
        return tables;
    }

    private Optional<RouteTable> read(int n) {
        try {
            String json = secrets.getSecretValue(request -> request.secretId(names.routes(cluster, n)))
                    .secretString();
            return json != null && RouteTableJson.read(cluster, json) instanceof Reading.Read<RouteTable> read
                    ? Optional.of(read.value())
                    : Optional.empty();
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes table {@code n}.
     *
     * @throws SdkException when Secrets Manager did not take it
     */
    void write(int n, RouteTable table) {
        String name = names.routes(cluster, n);
        String json = RouteTableJson.write(table);
        try {
            secrets.putSecretValue(request -> request.secretId(name).secretString(json));
        } catch (ResourceNotFoundException e) {
            secrets.createSecret(request -> request.name(name)
                    .description("Routes of cluster " + cluster + ", published by its Sluice agent")
                    .secretString(json));
        }
    }
}
