@NullMarked
package dev.sluice.agent.publish;

import org.jspecify.annotations.NullMarked;
