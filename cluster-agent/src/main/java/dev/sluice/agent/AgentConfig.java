package dev.sluice.agent;

import dev.sluice.agent.publish.TokenMode;
import dev.sluice.route.SecretNames;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What the agent is told at its start.
 *
 * @param names the installation's names in Secrets Manager
 * @param cluster this cluster's name
 * @param queueUrl this cluster's queue
 * @param namespace the namespace of the Lease
 * @param watchNamespaces the namespaces whose Receivers and targets it may touch; empty: all
 * @param receiverSelector the label selector of the Receivers that it follows and publishes; empty: all
 * @param tokens where the Receivers' tokens come from
 * @param secretRefresh how often each Secret is read again
 * @param rotationGrace how long a replaced token or path stays in force
 * @param noCrossNamespaceRefs whether a Receiver may only name objects of its own namespace
 * @param maxInFlight how many events are handled at once
 * @param visibility how long a received message stays hidden from other replicas unless that is extended
 * @param patience how long a trigger is tried before its event goes back to the queue
 * @param stopGrace how long running triggers may take when the agent stops
 * @param eventQueuePattern which queues the event sources of a namespace may name
 * @param dropUndecodable whether to delete what an event source cannot decode where there is no dead-letter queue
 * @param listen where health and metrics are served
 */
public record AgentConfig(
        SecretNames names,
        String cluster,
        String queueUrl,
        String namespace,
        Set<String> watchNamespaces,
        Optional<String> receiverSelector,
        TokenMode tokens,
        Duration secretRefresh,
        Duration rotationGrace,
        boolean noCrossNamespaceRefs,
        int maxInFlight,
        Duration visibility,
        Duration patience,
        Duration stopGrace,
        String eventQueuePattern,
        boolean dropUndecodable,
        InetSocketAddress listen) {}
