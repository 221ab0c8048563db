/** Ports to keys of the installation that other features sign with; the feature that holds keys stands behind them. */
@NullMarked
package dev.holdfast.backend.platform.signing;

import org.jspecify.annotations.NullMarked;
