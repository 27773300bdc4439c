package dev.sluice.agent.publish;

import java.time.Duration;

/**
 * How routes are published.
 *
 * @param cluster this cluster's name
 * @param tokens where the Receivers' tokens come from
 * @param secretRefresh how often each Secret is read again
 * @param rotationGrace how long a replaced token or path stays in force; zero: not at all
 */
public record PublishSettings(String cluster, TokenMode tokens, Duration secretRefresh, Duration rotationGrace) {}
