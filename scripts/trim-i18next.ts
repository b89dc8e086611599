import type { Trim } from './trim-packages.ts';

/**
 * i18next as `elements/src/i18n.ts` uses it: one instance that is given its texts, without plug-ins, whose texts are flat and
 * have plural forms and values and nothing else. A test reads every text of every language through it and through the whole.
 */
export const i18nextTrim: Trim = {
  package: 'i18next',
  constants: {
    // No plug-ins, and nobody to fetch texts from.
    'new Connector(createClassOnDemand(this.modules.backend), s.resourceStore, s, this.options)': 'undefined',
    '{ hasLoadedNamespace: this.hasLoadedNamespace.bind(this), reloadResources: this.reloadResources.bind(this) }':
      'undefined',
    '!this.options.resources || this.options.partialBundledLanguages': 'false',
    'this.options.resources || !this.options.initAsync': 'true',
    'this.modules.languageDetector': 'undefined',
    'this.services.languageDetector': 'undefined',
    'this.modules.i18nFormat': 'undefined',
    'this.i18nFormat': 'undefined',
    'this.utils': 'undefined',
    // One instance, which is never cloned.
    'this.options.isClone': 'false',
    'options.isClone': 'false',
    // No warnings: what they would say of our texts, the check of the locales says.
    'new Logger(null, this.options)': 'undefined',
    'new Logger()': 'undefined',
    'this.logger.debug': 'false',
    "typeof Intl === 'undefined'": 'false',
    // The languages are those of the contract, each complete: none is refused, none stands in for another.
    'isRefusedLanguageCode(this, c)': 'false',
    'isRefusedLanguageCode(this, l)': 'false',
    'configuredLanguageCodes(userOptions)': '[]',
    'this.options.fallbackLng': 'false',
    'this.getFallbackCodes(this.options.fallbackLng)[0]': 'undefined',
    'this.getFallbackCodes((fallbackCode === false ? [] : fallbackCode) || this.options.fallbackLng || [], code)':
      '[]',
    'this.options.supportedLngs': 'false',
    'this.supportedLngs': 'false',
    'this.options.nonExplicitSupportedLngs': 'false',
    'this.options.load': "'all'",
    'this.options.cleanCode': 'undefined',
    'this.options.lowerCaseLng': 'false',
    // Keys are flat texts: no path, no namespace, no selector.
    'transformOptions(options)': 'options',
    "typeof keys === 'function'": 'false',
    "typeof k === 'function'": 'false',
    'this.options.keySeparator': 'false',
    'opt.keySeparator': 'undefined',
    'options.keySeparator': 'undefined',
    'this.options.nsSeparator': 'false',
    'opt.nsSeparator': 'undefined',
    'this.options.fallbackNS': 'false',
    'this.options.ignoreJSONStructure': 'true',
    'options.ignoreJSONStructure': 'undefined',
    // What is asked for is a text: a missing one is told by its key and reported to nobody.
    "typeof opt !== 'object' && this.options.overloadTranslationOptionHandler": 'false',
    "typeof merged.overloadTranslationOptionHandler !== 'function'": 'false',
    'Translator.hasDefaultValue(opt)': 'false',
    '!objectNotReturned && (usedKey || usedDefault || updateMissing)': 'false',
    'opt.returnDetails': 'undefined',
    'this.options.returnDetails': 'undefined',
    'this.options.returnedObjectHandler': 'false',
    'this.options.parseMissingKeyHandler': 'false',
    'this.options.appendNamespaceToMissingKey': 'false',
    'opt.appendNamespaceToCIMode': 'undefined',
    'this.options.appendNamespaceToCIMode': 'false',
    // Plural forms are cardinal; there are no contexts.
    'opt.ordinal': 'undefined',
    'options.ordinal': 'undefined',
    'opt.context': 'undefined',
    // Values are put in as they are: no format, no escaping (Lit does that), no text within a text.
    'formatter = Formatter': 'undefined',
    'this.modules.formatter': 'undefined',
    'this.alwaysFormat': 'false',
    'key.includes(this.formatSeparator)': 'false',
    'this.escapeValue': 'false',
    'this.useRawValueToEscape': 'false',
    'opt.skipInterpolation': 'undefined',
    'opt.interpolation': 'undefined',
    'opt?.interpolation?.skipOnVariables': 'undefined',
    'options?.interpolation?.skipOnVariables': 'undefined',
    'this.options.interpolation.skipOnVariables': 'true',
    'this.options.interpolation.defaultVariables': 'undefined',
    'options?.missingInterpolationHandler || this.options.missingInterpolationHandler': 'undefined',
    'opt.nest !== false': 'false',
    'res.includes(this.interpolator.nestingPrefixText) ? res.match(this.interpolator.nestingRegexp) : null':
      'null',
  },
  silent:
    /^(?:(?:(?:this|s|i18n)\.)?logger|baseLogger|\(services\.logger \|\| baseLogger\))\??\.(?:log|warn|once|deprecate|init|create)\(|^this\.pendingWarnings\?\.|^this\.emit\(|\.on\('\*'/,
  replaced: {},
  users: /\/packages\/elements\/src\/i18n\.ts$/,
};
