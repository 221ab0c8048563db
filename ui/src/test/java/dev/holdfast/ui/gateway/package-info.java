/** Tests of the gateways page. */
@NullMarked
package dev.holdfast.ui.gateway;

import org.jspecify.annotations.NullMarked;
