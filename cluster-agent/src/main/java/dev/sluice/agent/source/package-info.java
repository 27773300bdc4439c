/** SQS queues as sources of triggers, next to webhooks: declared by SqsEventSource objects. */
@NullMarked
package dev.sluice.agent.source;

import org.jspecify.annotations.NullMarked;
