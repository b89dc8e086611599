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
    // Of what the store can do, an instance is asked to take texts.
    "['getResource', 'hasResourceBundle', 'getResourceBundle', 'getDataByLanguage']": '[]',
    "['addResource', 'addResources', 'addResourceBundle', 'removeResourceBundle']": "['addResourceBundle']",
    'Intl.getCanonicalLocales(code)[0]': 'code',
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
    "lng?.toLowerCase() === 'cimode'": 'false',
    'this.store.hasLanguageSomeTranslations(fl) ? fl : this.services.languageUtils.getBestMatchFromCodes(isString(lngs) ? [lngs] : lngs)':
      'fl',
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
    'looksLikeObjectPath(key, nsSeparator, keySeparator)': 'false',
    'deepFind(this.data?.[lng]?.[ns], key, keySeparator)': 'undefined',
    'deepFind(data, key, keySeparator)': 'undefined',
    'deepFind(defaultData, key, keySeparator)': 'undefined',
    // What is asked for is a text: a missing one is told by its key and reported to nobody.
    "typeof opt !== 'object' && this.options.overloadTranslationOptionHandler": 'false',
    "typeof merged.overloadTranslationOptionHandler !== 'function'": 'false',
    'Translator.hasDefaultValue(opt)': 'false',
    "needsPluralHandling ? this.pluralResolver.getSuffix(lng, opt.count, opt) : ''": "''",
    'needsZeroSuffixLookup && opt[`defaultValue${sep}zero`] || opt[`defaultValue${defaultValueSuffix}`] || opt[`defaultValue${defaultValueSuffixOrdinalFallback}`] || (opt.defaultValue ?? (needsPluralHandling ? opt[`defaultValue${opt.ordinal ? `${sep}ordinal${sep}` : sep}other`] : undefined))':
      'undefined',
    'shouldHandleAsObject(resForObjHndl)': 'false',
    'Object.prototype.toString.apply(resForObjHndl)': "''",
    'handleAsObjectInI18nFormat && resForObjHndl && handleAsObject && !noObject.includes(resType) && !(isString(joinArrays) && Array.isArray(resForObjHndl))':
      'false',
    'handleAsObjectInI18nFormat && isString(joinArrays) && Array.isArray(res)': 'false',
    'res != null && postProcessorNames?.length && opt.applyPostProcessor !== false': 'false',
    "args => { let ret = {}; if (typeof args[1] === 'object') ret = args[1]; if (isString(args[1])) ret.defaultValue = args[1]; if (isString(args[2])) ret.tDescription = args[2]; if (typeof args[2] === 'object' || typeof args[3] === 'object') { const options = args[3] || args[2]; Object.keys(options).forEach(key => { ret[key] = options[key]; }); } return ret; }":
      'undefined',
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
    'escape$1 !== undefined ? escape$1 : escape': 'undefined',
    'opt.skipInterpolation': 'undefined',
    'opt.interpolation': 'undefined',
    'opt?.interpolation?.skipOnVariables': 'undefined',
    'options?.interpolation?.skipOnVariables': 'undefined',
    'this.options.interpolation.skipOnVariables': 'true',
    'this.options.interpolation.defaultVariables': 'undefined',
    'options?.missingInterpolationHandler || this.options.missingInterpolationHandler': 'undefined',
    'opt.nest !== false': 'false',
    'nestBef < nestAft': 'false',
    'getOrResetRegExp(this.nestingRegexp, `${this.nestingPrefix}((?:[^()"\']|"[^"]*"|\'[^\']*\'|\\\\((?:[^()"\']|"[^"]*"|\'[^\']*\')*\\\\))*?)${this.nestingSuffix}`)':
      'undefined',
    'res.includes(this.interpolator.nestingPrefixText) ? res.match(this.interpolator.nestingRegexp) : null':
      'null',
  },
  silent:
    /^(?:(?:(?:this|s|i18n)\.)?logger|baseLogger|\(services\.logger \|\| baseLogger\))\??\.(?:log|warn|once|deprecate|init|create)\(|^this\.pendingWarnings\?\.|^this\.emit\(|\.on\('\*'|^assertSeparateArguments\(|^this\.setResolvedLanguage\(/,
  replaced: {},
  users: /\/packages\/elements\/src\/i18n\.ts$/,
};
