package org.wsol.backbones;
