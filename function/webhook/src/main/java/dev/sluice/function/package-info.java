/** The function: takes a webhook, verifies it, puts its event on the queue. Start at {@link dev.sluice.function.ReceiveWebhook}. */
@NullMarked
package dev.sluice.function;

import org.jspecify.annotations.NullMarked;
