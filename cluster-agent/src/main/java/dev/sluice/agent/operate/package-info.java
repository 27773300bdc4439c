/** What an operator does with his own rights, from his own machine: the subcommands. */
@NullMarked
package dev.sluice.agent.operate;

import org.jspecify.annotations.NullMarked;
