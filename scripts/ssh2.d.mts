import type { Plugin } from 'esbuild'

export declare const widePackets: Plugin
