/** Tests of the page about gateways. */
@NullMarked
package dev.holdfast.ui.gateway;

import org.jspecify.annotations.NullMarked;
