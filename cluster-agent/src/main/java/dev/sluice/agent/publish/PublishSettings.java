package dev.sluice.agent.publish;

import java.time.Duration;

/**
 * How routes are published.
 *
 * @param cluster this cluster's name
 * @param secretRefresh how often each Secret is read again
 * @param rotationGrace how long a replaced token or path stays in force; zero: not at all
 */
public record PublishSettings(String cluster, Duration secretRefresh, Duration rotationGrace) {}
