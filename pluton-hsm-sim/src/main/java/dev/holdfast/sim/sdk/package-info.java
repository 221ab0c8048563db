/**
 * What an application developer does with the SDK: pack a folder into an image package. Start reading at {@link
 * dev.holdfast.sim.sdk.ApplicationFolder}.
 */
@NullMarked
package dev.holdfast.sim.sdk;

import org.jspecify.annotations.NullMarked;
