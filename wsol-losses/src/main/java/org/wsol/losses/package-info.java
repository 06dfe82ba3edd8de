/**
 * The losses of "Bridging the Gap between Classification and Localization for Weakly Supervised Object Localization"
 * (Kim et al., CVPR 2022) as SameDiff operations, and the methods that apply them to a backbone; also other published
 * methods: hide-and-seek, CutMix, ADL, ACoL, SPG, TAP, BAS, C2AM and DA-WSOL.
 */
@NullMarked
package org.wsol.losses;

import org.jspecify.annotations.NullMarked;
