package org.wsol.cli;
