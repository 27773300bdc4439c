@NullMarked
package dev.sluice.agent.operate;

import org.jspecify.annotations.NullMarked;
