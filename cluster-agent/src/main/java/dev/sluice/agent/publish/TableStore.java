package dev.sluice.agent.publish;

import dev.sluice.route.Reading;
import dev.sluice.route.RouteTable;
import dev.sluice.route.RouteTableJson;
import dev.sluice.route.SecretNames;
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
     * Table {@code n}; empty when there is none, or none that can be read: it will be written anew.
     *
     * @throws SdkException when Secrets Manager could not be asked
     */
    Optional<RouteTable> read(int n) {
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
