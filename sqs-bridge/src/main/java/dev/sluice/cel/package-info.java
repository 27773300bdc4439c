/**
 * Flux's CEL environment, on dev.cel: the filters of a Receiver, and the claim rules of {@code generic-oidc}. Where
 * dev.cel gives another result than cel-go, a function of our own takes its place. Nothing outside this package refers
 * to it statically before a filter is used: its classes are many.
 */
@NullMarked
package dev.sluice.cel;

import org.jspecify.annotations.NullMarked;
