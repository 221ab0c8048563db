/** What the tests stand on: certificates made at test time, a small backend of their own, devices that speak TLS. */
@NullMarked
package dev.holdfast.gateway.support;

import org.jspecify.annotations.NullMarked;
